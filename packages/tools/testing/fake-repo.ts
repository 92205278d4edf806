import { cpSync } from 'node:fs'
import { extname, join } from 'node:path'
import { root } from '../commands/root.mjs'
import { tempFolder } from './temp-folder.ts'

/**
 * Makes a small repository with nothing installed, in which the scripts of packages/tools run for real: its own
 * copy of them, a lockfile npm can install offline, and stand-ins for the programs that would be installed.
 *
 * @param params.programs JavaScript by the file of node_modules it stands in for, such as `turbo/bin/turbo`
 * @param params.files further files of the repository, text by path
 * @returns the repository's folder
 */
export function fakeRepo(params: {
  programs: Record<string, string>
  files?: Record<string, string>
}): string {
  const programs = Object.entries(params.programs).map(([file, text]) => {
    const name = file
      .split('/')
      .slice(0, file.startsWith('@') ? 2 : 1)
      .join('/')
    return { name, file, text, folder: `programs/${name}` }
  })
  const dependencies = Object.fromEntries(programs.map(({ name, folder }) => [name, `file:${folder}`]))
  const manifest = { name: 'acme', version: '1.0.0', private: true, dependencies }
  const packages = {
    '': manifest,
    ...Object.fromEntries(
      programs.flatMap(({ name, folder }) => [
        [folder, { name, version: '1.0.0' }],
        [`node_modules/${name}`, { resolved: folder, link: true }]
      ])
    )
  }
  const folder = tempFolder({
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ ...manifest, lockfileVersion: 3, requires: true, packages }),
    ...Object.fromEntries(
      programs.flatMap(program => [
        [`${program.folder}/package.json`, JSON.stringify({ name: program.name, version: '1.0.0' })],
        [`programs/${program.file}`, program.text]
      ])
    ),
    ...params.files
  })
  cpSync(join(root, 'packages/tools'), join(folder, 'packages/tools'), {
    recursive: true,
    filter: path => !path.includes('node_modules/') && ['', '.mjs'].includes(extname(path))
  })
  return folder
}
