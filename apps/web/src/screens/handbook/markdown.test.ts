import { expect, test } from 'vitest'
import { parseMarkdown, parseSpans } from './markdown.ts'

test('headings, paragraphs, lists, code and tables become blocks, pictures are left out', () => {
  const source = `# Title

One line
and the next.

![A picture](a.png)

- first
  goes on
- second

\`\`\`
npm start
\`\`\`

| word | means |
|---|---|
| Card | one step |
`
  expect(parseMarkdown(source)).toEqual([
    { is: 'heading', level: 1, text: 'Title' },
    { is: 'text', text: 'One line and the next.' },
    { is: 'list', items: ['first goes on', 'second'] },
    { is: 'code', text: 'npm start' },
    { is: 'table', head: ['word', 'means'], rows: [['Card', 'one step']] }
  ])
})

test('code, strong and emphasised words and links are stretches of their own', () => {
  expect(parseSpans('Run `npm start`, **then** open [the page](page.md), *once*.')).toEqual([
    { is: 'plain', text: 'Run ' },
    { is: 'code', text: 'npm start' },
    { is: 'plain', text: ', ' },
    { is: 'strong', text: 'then' },
    { is: 'plain', text: ' open ' },
    { is: 'link', text: 'the page', to: 'page.md' },
    { is: 'plain', text: ', ' },
    { is: 'emphasis', text: 'once' },
    { is: 'plain', text: '.' }
  ])
})
