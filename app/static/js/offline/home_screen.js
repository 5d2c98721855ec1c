// How Rollcall is open here: from the home screen or in a tab, and on whose phone.
export function isInstalled() {
  return matchMedia("(display-mode: standalone)").matches || navigator.standalone === true
}

// An iPad says it is a Mac; a Mac has no touch screen.
export function isApple() {
  const { userAgent, maxTouchPoints } = navigator
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}

// What such a tab keeps does not move to the app, and Safari may delete it.
export function isTabOfAnApple() {
  return isApple() && !isInstalled()
}
