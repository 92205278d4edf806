import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** The files that a page loads, as texts. */
export interface Assets {
  script: string
  /** Script that the pages of both services share. */
  live: string
  stylesheet: string
  icon: string
  /** The typeface of the product. */
  font: Buffer
}

/** The parts of the stylesheet; what stands in a later one wins over an earlier one. */
const styles = ['ground', 'texts', 'forms', 'tables']

const require = createRequire(import.meta.url)

/** Reads them for both services from the folder that has `page.js`, `icon.svg` and `styles/`, and `chat/`. */
export async function readAssets(folder: URL): Promise<{ hr: Assets; chat: Assets }> {
  const read = (path: string) => readFile(new URL(path, folder), 'utf8')
  const font = await readFile(
    require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')
  )
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
