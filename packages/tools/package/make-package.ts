import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { npmCommand } from '../commands/npm-command.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { manifestOf } from './manifest.ts'

/** Maximum size of the package, in bytes. */
const mostBytes = 12 * 1_048_576

/**
 * Folders that have the same paths in the package as in the repository, so that the bundles find each other
 * and their files.
 */
const folders = ['apps/cli/bin', 'apps/cli/dist', 'apps/server/dist', 'apps/practice/dist', 'apps/web/dist']

const files = ['README.md', 'LICENSE', 'CHANGELOG.md']

/**
 * Creates the npm package of the built apps.
 *
 * @param root folder of the repository, with built apps
 * @param to folder for the package, which is created
 * @returns path and size of the package
 */
export async function makePackage(
  root: string,
  to: string
): Promise<{ file: string; bytes: number; files: number } | { refusal: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-package-'))
  try {
    await layFiles(root, folder)
    mkdirSync(to, { recursive: true })
    return await packFolder(folder, to)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function layFiles(root: string, folder: string) {
  for (const path of [...folders, ...files]) {
    // Maps are for developers, who have the repository; they would be two thirds of the package.
    const filter = (each: string) => !each.endsWith('.map')
    cpSync(join(root, path), join(folder, path), { recursive: true, filter })
  }
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
  const { version, license, engines } = read('package.json')
  const { dependencies } = read('apps/server/package.json')
  const manifest = manifestOf({ version, license, engines, dependencies })
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(folder, 'NOTICES.md'), writeNotices(root))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: 'packages/tools/start-packaged.mjs',
      target: 'node20',
      outDir: join(folder, 'start'),
      rolldownOptions: { output: { entryFileNames: 'start.js' } }
    }
  })
}

async function packFolder(
  folder: string,
  to: string
): Promise<{ file: string; bytes: number; files: number } | { refusal: string }> {
  const { code, output } = await runCommand({
    ...npmCommand(['pack', '--json', '--loglevel=error', `--pack-destination=${to}`]),
    cwd: folder
  })
  if (code !== 0) return { refusal: `npm could not pack ${folder} (code ${code}): ${output.trim()}` }
  const { filename, size, entryCount } = packedIn(JSON.parse(output))
  if (size > mostBytes) {
    const [is, most] = [size, mostBytes].map(bytes => (bytes / 1_048_576).toFixed(1))
    return {
      refusal: `The package has ${is} MB, more than ${most} MB. Find out with "npm pack" which files grew.`
    }
  }
  return { file: join(to, filename), bytes: size, files: entryCount }
}

/**
 * Returns the package's entry in the output of `npm pack --json`: an array up to npm 11, an object by name in
 * later versions.
 */
function packedIn(answer: unknown): { filename: string; size: number; entryCount: number } {
  const [entry] = Object.values(answer as object)
  return entry
}

/**
 * Returns the licenses of the packages that the bundles may contain: all runtime packages in
 * package-lock.json. The licenses require that copies include them.
 *
 * @param root folder of the repository, with installed packages
 * @returns Markdown, with each license text once and the packages under it
 */
export function writeNotices(root: string): string {
  const byText: Map<string, string[]> = new Map()
  for (const [path, { version, license = 'unknown' }] of runtimePackages(root)) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const text = licenceIn(join(root, path)) ?? `Licence: ${license}`
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`])
  }
  const sections = [...byText].map(([text, names]) => `## ${names.sort().join(', ')}\n\n${text}\n`)
  return `# Software of others in this package\n\n${sections.sort().join('\n')}`
}

/** Entry of a package in package-lock.json. */
interface Locked {
  version: string
  license?: string
  dev?: boolean
  devOptional?: boolean
  optional?: boolean
  link?: boolean
}

function runtimePackages(root: string): [path: string, about: Locked][] {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8')
  )
  return Object.entries(packages).filter(
    ([path, { dev, devOptional, optional, link }]) =>
      path.includes('node_modules/') &&
      !dev &&
      !devOptional &&
      !optional &&
      !link &&
      existsSync(join(root, path))
  )
}

function licenceIn(folder: string) {
  const name = readdirSync(folder).find(each => /^licen[cs]e/i.test(each))
  return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8').trim()
}
