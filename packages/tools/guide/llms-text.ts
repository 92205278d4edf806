/** Page of the guide, as listed in its index. */
interface IndexedPage {
  title: string
  /** Path relative to the folder of the guide. */
  path: string
}

/** Returns the pages that the index of the guide lists. */
const pagesIn = (index: string): IndexedPage[] =>
  [...index.matchAll(/^- \[([^\]]+)\]\(([^)#]+\.md)\)/gm)].map(([, title = '', path = '']) => ({
    title,
    path
  }))

/** Returns the first sentence of a page, after its title, as plain text. */
const firstSentenceOf = (markdown: string): string => {
  const paragraph = markdown.replace(/^# .*\n+/, '').split(/\n\s*\n/, 1)[0] ?? ''
  const text = paragraph
    .replace(/\s+/g, ' ')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/[*`]/g, '')
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
}

/**
 * Returns the guide's `llms.txt`: a description of the product, and a line for each page with its first
 * sentence. Links lead to Markdown, both in the repository and in the product.
 */
export const llmsText = (index: string, read: (path: string) => string): string => {
  const lines = pagesIn(index)
    .filter(({ path }) => !path.startsWith('..'))
    .map(({ title, path }) => `- [${title}](guide/${path}): ${firstSentenceOf(read(path))}`)
  return `# Hookwright\n\n> ${firstSentenceOf(index)}\n\n## Guide\n\n${lines.join('\n')}\n`
}
