import { readFile } from 'node:fs/promises'

/** The files the page loads, as texts. */
export interface Assets {
  script: string
  stylesheet: string
  icon: string
}

/** The parts of the stylesheet; what stands in a later one wins over an earlier one. */
const styles = ['ground', 'texts', 'forms', 'tables']

/** Reads them from the folder that has `page.js`, `icon.svg` and `styles/`. */
export async function readAssets(folder: URL): Promise<Assets> {
  const read = (path: string) => readFile(new URL(path, folder), 'utf8')
  const [script, icon, ...parts] = await Promise.all([
    read('page.js'),
    read('icon.svg'),
    ...styles.map(name => read(`styles/${name}.css`))
  ])
  return { script, icon, stylesheet: parts.join('\n') }
}
