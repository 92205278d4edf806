const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => escapes[sign] ?? sign)

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eeede9; color: #17181b }
main { box-sizing: border-box; width: min(32rem, calc(100vw - 2rem)); padding: 1.5rem; border-radius: 10px;
  border: 1px solid #e4e2dd; background: #fff; overflow-wrap: anywhere }
h1 { margin: 0 0 .5rem; font-size: 1.15rem }
p { margin: 0 0 1rem }
a { color: #2546c2 }
@media (prefers-color-scheme: dark) {
  body { background: #0b0c0d; color: #f1f0ee }
  main { border-color: #2a2b2f; background: #191a1d }
  a { color: #a6b9ff }
}`

/** Renders a page without the web app. It explains a failure and has a link for continuing. */
export const plainPage = (page: {
  title: string
  /** Code of the fault, for tests and for support. */
  code: string
  text: string
  link: { to: string; text: string }
}): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} · Hookwright</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(page.title)}</h1>
<p role="alert" data-code="${escapeHtml(page.code)}">${escapeHtml(page.text)}</p>
<a href="${escapeHtml(page.link.to)}">${escapeHtml(page.link.text)}</a>
</main>
</body>
</html>
`
