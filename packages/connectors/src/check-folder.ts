import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cardSpecs } from '@hookwright/cards'
import {
  EVIDENCE_FILE,
  readConnector,
  readEvidence,
  readTests,
  writeEvidence,
  writeTest
} from '@hookwright/model/files'
import { canonicalFiles, checkGalleryFolder } from './gallery/check-gallery-folder.ts'
import { galleryKeys, galleryRoot, readFolderFiles } from './gallery/folder-files.ts'

/*
 * Checks folders of the gallery: `npm run check -w @hookwright/connectors -- KEY…`, all without a key. With `--write` it first
 * writes all files in the form that an export has.
 */

const args = process.argv.slice(2)
const keys = args.filter(arg => !arg.startsWith('--'))

/**
 * Rewrites the files of a connector exactly as an export writes them. Flow files without a counterpart in the
 * export are removed.
 */
const writeCanonical = (key: string): void => {
  const root = join(galleryRoot, key)
  const folder = readFolderFiles(root)
  const reading = readConnector(folder, { isKnownCard: type => cardSpecs.has(type) })
  if (!reading.ok) return
  const canonical = canonicalFiles(reading.content)
  for (const path of Object.keys(folder)) if (path.startsWith('flows/')) rmSync(join(root, path))
  const evidence = readEvidence(folder)
  const tests = readTests(folder)
  const own = [
    ...(evidence.ok ? [[EVIDENCE_FILE, writeEvidence(evidence.content)] as const] : []),
    ...(tests.ok ? tests.content : []).map(
      ({ file, ...test }) => [file, writeTest(test, reading.content)] as const
    )
  ]
  for (const [path, content] of [...Object.entries(canonical), ...own]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

for (const key of keys.length > 0 ? keys : galleryKeys()) {
  if (args.includes('--write')) writeCanonical(key)
  const { problems, warnings, tests, content } = await checkGalleryFolder(
    key,
    readFolderFiles(join(galleryRoot, key))
  )
  for (const warning of warnings) console.log(`${key}: warning: ${warning}`)
  for (const problem of problems) console.log(`${key}: ${problem}`)
  console.log(`${key}: ${content?.flows.length ?? 0} flows, ${tests} tests, ${problems.length} problems`)
  if (problems.length > 0) process.exitCode = 1
}
