/** Titles of the pages of the handbook that are read beside the product, by their names in addresses. */
export const handbookTitles: Readonly<Record<string, string>> = {
  walkthrough: 'Walkthrough',
  glossary: 'Glossary',
  backup: 'Backup and restore',
  'data-flow': 'How data flows'
}
