import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** Static files of a page. */
export interface Assets {
  script: string
  /** Script that the pages of both services share. */
  live: string
  stylesheet: string
  icon: string
  /** Font of the product. */
  font: Buffer
}

/** Parts of the stylesheet, in cascade order. */
const styles = ['ground', 'texts', 'forms', 'tables']

const isBundle = import.meta.env?.PROD === true

const require = createRequire(import.meta.url)

/**
 * Returns the path of the font file. In the build, it is next to the page's files; when run from source, it
 * is in its npm package.
 */
const fontIn = (folder: URL): URL | string =>
  isBundle
    ? new URL('inter.woff2', folder)
    : require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')

/** Reads the files of both services from a folder with `page.js`, `icon.svg`, `styles/` and `chat/`. */
export async function readAssets(folder: URL): Promise<{ hr: Assets; chat: Assets }> {
  const read = (path: string) => readFile(new URL(path, folder), 'utf8')
  const font = await readFile(fontIn(folder))
  const [live, script, icon, chatScript, chatIcon, chatStyle, ...parts] = await Promise.all([
    read('live.js'),
    read('page.js'),
    read('icon.svg'),
    read('chat/chat.js'),
    read('chat/icon.svg'),
    read('chat/chat.css'),
    ...styles.map(name => read(`styles/${name}.css`))
  ])
  return {
    hr: { live, script, icon, font, stylesheet: parts.join('\n') },
    chat: { live, script: chatScript, icon: chatIcon, font, stylesheet: [...parts, chatStyle].join('\n') }
  }
}
