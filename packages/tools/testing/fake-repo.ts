import { cpSync } from 'node:fs'
import { extname, join } from 'node:path'
import { root } from '../commands/root.mjs'
import { tempFolder } from './temp-folder.ts'

/**
 * Creates a small repository for a test, without installed packages, in which the scripts of packages/tools
 * can run. It contains a copy of the scripts, a lockfile that npm can install offline, and small programs
 * that replace installed ones.
 * @param params.programs JavaScript of these programs, by file in node_modules, such as `turbo/bin/turbo`
 * @param params.files further files of the repository, by path
 * @returns the folder of the repository
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
