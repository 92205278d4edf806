// Runs before anything is drawn, so that a dark page never flashes light. A file of its own: the page allows no inline script.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem('hookwright.theme')
  } catch {
    // Storage may be closed to this page; then the system decides.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
