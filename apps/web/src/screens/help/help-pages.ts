/** Page of Help: its name in URLs, its title and its description in the index. */
export interface HelpPage {
  name: string
  title: string
  about: string
}

/** Help pages under one heading of the index. */
interface HelpGroup {
  title: string
  pages: HelpPage[]
}

/** Name of the page that lists all others. */
export const INDEX = 'guide'

/**
 * Returns the name of a page in URLs, from the path of its Markdown file: `guide/cards.md` becomes `cards`.
 */
export const nameOfFile = (path: string): string => {
  const name = path.replace(/^.*\//, '').replace(/\.md$/, '')
  return name === 'README' ? INDEX : name
}

/** Parses the groups of pages from the index: headings with lists of links. */
export const groupsIn = (markdown: string): HelpGroup[] =>
  markdown
    .split(/^## /m)
    .slice(1)
    .map(part => ({
      title: part.split('\n', 1)[0] ?? '',
      pages: [...part.matchAll(/^- \[([^\]]+)\]\(([^)]+\.md)\): (.*)$/gm)].map(
        ([, title = '', path = '', about = '']) => ({ name: nameOfFile(path), title, about })
      )
    }))

/** Markdown of the guide's index, by path. The object has at most this one entry. */
const indexes = import.meta.glob<string>('../../../../../packages/handbook/guide/README.md', {
  query: '?raw',
  import: 'default',
  eager: true
})

/** Groups of the pages of Help, in reading order. */
export const helpGroups: readonly HelpGroup[] = Object.values(indexes).flatMap(groupsIn)

/** Help pages in reading order, the index first. */
export const helpPages: readonly HelpPage[] = [
  { name: INDEX, title: 'All pages', about: 'List of all Help pages.' },
  ...helpGroups.flatMap(({ pages }) => pages)
]
