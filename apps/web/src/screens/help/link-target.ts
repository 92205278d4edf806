import { nameOfFile } from './help-pages.ts'

/** Target of a link in a page: a page of Help, an external address (`elsewhere`), or nothing. */
type LinkTarget =
  | { is: 'page'; name: string; hash: string | undefined }
  | { is: 'elsewhere'; url: string }
  | { is: 'nothing' }

/** Returns the target of a link in a page. `isPage` returns true for the names of Help pages. */
export const targetOf = (href: string, page: string, isPage: (name: string) => boolean): LinkTarget => {
  if (/^https?:\/\//.test(href)) return { is: 'elsewhere', url: href }
  const [path = '', hash] = href.split('#', 2)
  const name = path === '' ? page : path.endsWith('.md') ? nameOfFile(path) : ''
  // A README elsewhere in the repository has the file name of the index.
  const isOther = path.endsWith('README.md') && !/^(\.\/)?(guide\/)?README\.md$/.test(path)
  return isPage(name) && !isOther ? { is: 'page', name, hash } : { is: 'nothing' }
}
