/** Titles of the handbook pages shown in the product, by their names in URLs. */
export const handbookTitles: Readonly<Record<string, string>> = {
  walkthrough: 'Walkthrough',
  glossary: 'Glossary',
  'connector-files': 'Connectors as files',
  backup: 'Backup and restore',
  'data-flow': 'How data flows'
}
