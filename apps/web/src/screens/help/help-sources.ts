import { nameOfFile } from './help-pages.ts'

/** Functions that load the Markdown of each page, by path. */
const files = import.meta.glob<string>(
  [
    '../../../../../packages/handbook/guide/*.md',
    '../../../../../packages/handbook/{walkthrough,glossary,installation,connector-files,connector-tests,imports,openapi-import,backup,data-flow}.md'
  ],
  { query: '?raw', import: 'default' }
)

/** Functions that load the Markdown of each page, by name. */
export const helpSources: ReadonlyMap<string, () => Promise<string>> = new Map(
  Object.entries(files).map(([path, load]) => [nameOfFile(path), load])
)

const pictures = import.meta.glob<string>(
  [
    '../../../../../packages/handbook/guide/pictures/*.webp',
    '../../../../../packages/handbook/walkthrough/*.png'
  ],
  { query: '?url', import: 'default', eager: true }
)

/** Returns the URL of a picture by its path in a page; undefined if there is none. */
export const pictureAt = (path: string): string | undefined =>
  Object.entries(pictures).find(([file]) => file.endsWith(`/${path}`))?.[1]
