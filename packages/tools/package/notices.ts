import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Returns the licences of the packages that the bundles may hold: all that package-lock.json names as needed when running.
 * Their licences ask to be passed on with copies.
 *
 * @param root the repository's folder, with its packages installed
 * @returns Markdown, each text once with the packages under it
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
