// What the district's tags look like: `tagPattern(pattern)` gives the question whether a text is one. Without a pattern none is.
export function tagPattern(pattern) {
  const whole = pattern ? new RegExp(`^(?:${pattern})$`) : null
  return (text) => Boolean(whole?.test(text))
}
