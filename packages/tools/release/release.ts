import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand } from '../commands/npm-command.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { changeIn, withRelease } from './changelog.ts'

/**
 * Increases the version of the repository according to its changesets, and writes their texts into the
 * changelog.
 *
 * @param root folder of the repository
 * @param today date of the entry, such as 2026-11-30
 * @returns the exit code
 */
export async function release(root: string, say: (sentence: string) => void, today: string): Promise<number> {
  const folder = join(root, '.changeset')
  const names = readdirSync(folder).filter(name => name.endsWith('.md') && name !== 'README.md')
  if (names.length === 0) {
    say('There is nothing to release: .changeset/ holds no change. Add one with "npx changeset".')
    return 1
  }
  const changes = names.sort().map(name => changeIn(readFileSync(join(folder, name), 'utf8')))
  const cli = join(root, 'node_modules/@changesets/cli/bin.js')
  const raised = await runCommand({
    command: process.execPath,
    args: [cli, 'version'],
    cwd: root,
    aloud: true
  })
  if (raised.code !== 0) return raised.code
  const { version } = JSON.parse(readFileSync(join(root, 'packages/model/package.json'), 'utf8'))
  replaceIn(join(root, 'package.json'), text => text.replace(/"version": "[^"]*"/, `"version": "${version}"`))
  replaceIn(join(root, 'CHANGELOG.md'), text => withRelease(text, { version, date: today, changes }))
  const { code } = await runCommand({
    ...npmCommand(['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund']),
    cwd: root,
    aloud: true
  })
  if (code === 0) say(`Version ${version} is prepared. Look at the changes, commit them and tag v${version}.`)
  return code
}

function replaceIn(path: string, change: (text: string) => string) {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
