// [data-opens=ID] shows a <dialog>; [data-closes] inside it, or a tap beside it, closes it.
document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]")
  if (opener) return document.getElementById(opener.dataset.opens).showModal()
  if (target.closest("[data-closes]") || target.matches("dialog.dialog")) target.closest("dialog").close()
})
