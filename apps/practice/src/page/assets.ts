import { readFile } from 'node:fs/promises'

/** The files the page loads, as texts. */
export interface Assets {
  script: string
  stylesheet: string
  icon: string
}

/** Reads them from the folder that has `page.js`, `page.css` and `icon.svg`. */
export async function readAssets(folder: URL): Promise<Assets> {
  const [script, stylesheet, icon] = await Promise.all([
    readFile(new URL('page.js', folder), 'utf8'),
    readFile(new URL('page.css', folder), 'utf8'),
    readFile(new URL('icon.svg', folder), 'utf8')
  ])
  return { script, stylesheet, icon }
}
