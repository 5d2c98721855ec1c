// What the tests look at afterwards: every code that was told, and every breach of the content security policy.
window.told = []
window.breaches = []
window.pressed = 0
document.addEventListener("scanned", (event) => window.told.push(event.detail))
document.addEventListener("securitypolicyviolation", (event) => window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`))
document.addEventListener("click", (event) => (window.pressed += event.target.id === "finish"))
