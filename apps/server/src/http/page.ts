const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Text made safe to stand in HTML, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => escapes[sign] ?? sign)

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #14161a); color: light-dark(#1c2024, #e8eaed); }
main { box-sizing: border-box; width: min(30rem, 100%); padding: 2rem; background: light-dark(#fff, #1d2025); border: 1px solid light-dark(#dfe3e8, #33383f); border-radius: .75rem; }
h1 { margin: 0 0 .75rem; font-size: 1.35rem; }
p { margin: .5rem 0; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .55rem .7rem; font: inherit; color: inherit; background: light-dark(#fff, #14161a); border: 1px solid light-dark(#8a929c, #7a828c); border-radius: .4rem; }
button { margin-top: 1.25rem; padding: .6rem 1rem; font: inherit; font-weight: 600; color: #fff; background: #4338ca; border: 0; border-radius: .4rem; cursor: pointer; }
:focus-visible { outline: 3px solid #818cf8; outline-offset: 2px; }
code { overflow-wrap: anywhere; }
a { color: light-dark(#4338ca, #a5b4fc); }
.fault { padding: .6rem .8rem; border-left: 4px solid #dc2626; background: light-dark(#fef2f2, #3b1d1f); }
`

/** A small page of its own: a title, and a body that is HTML already. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Hookwright</title>
<style>${style}</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>
`
