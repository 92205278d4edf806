import { readFile, writeFile } from 'node:fs/promises'

/**
 * Writes `src/view/glyphs.svg`, with one symbol per card type, from the icons named in `names.json`. A separate file
 * keeps the icons out of the script bundles. Run it with `npm run glyphs -w @hookwright/cards`.
 */
const here = new URL('./', import.meta.url)
const names = JSON.parse(await readFile(new URL('names.json', here), 'utf8'))
const icons = new URL('./dist/esm/icons/', import.meta.resolve('lucide-react/package.json'))

const attributesOf = attributes =>
  Object.entries(attributes)
    .filter(([name]) => name !== 'key')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')

const symbolOf = async ([type, name]) => {
  const { __iconData: icon } = await import(new URL(`${name}.mjs`, icons).href)
  const shapes = icon.node.map(([tag, attributes]) => `<${tag}${attributesOf(attributes)}/>`)
  return `<symbol id="${type}" viewBox="0 0 24 24">${shapes.join('')}</symbol>`
}

const symbols = await Promise.all(Object.entries(names).map(symbolOf))
const notice =
  '<!-- Icons of Lucide (https://lucide.dev), ISC licence. Written by glyphs/write-glyphs.mjs. -->'
const sprite = [
  '<svg xmlns="http://www.w3.org/2000/svg">',
  notice,
  '<title>Glyphs of cards and data types</title>',
  ...symbols,
  '</svg>',
  ''
]
await writeFile(new URL('../src/view/glyphs.svg', here), sprite.join('\n'))
