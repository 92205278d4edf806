import { type Html, html, type Piece } from '../../page/html.ts'

/** Renders the HTML document of a page of Acme Chat. */
export const drawDocument = (params: { title: string; script: string | null; body: Piece }): Html =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${params.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
${params.script !== null && html`<script src="${params.script}" type="module"></script>`}
</head>
<body class="chat">
${params.body}
</body>
</html>
`
