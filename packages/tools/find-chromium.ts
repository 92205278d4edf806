import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type LaunchOptions } from '@playwright/test'
import { root } from './commands/root.mjs'

/** Path of the Chromium from an npm package, which `ensure-browser.ts` installs. */
export const npmChromium = join(root, 'node_modules/.cache/npm-chromium')

const systemChromiums = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable']

/**
 * Finds a Chromium for tests: from CHROMIUM_PATH, Playwright, the system, or npm.
 *
 * @returns the path, which is `undefined` for Playwright's own Chromium; undefined if there is none
 */
export async function findChromium(
  env: NodeJS.ProcessEnv = process.env
): Promise<{ executablePath: string | undefined } | undefined> {
  if (env.CHROMIUM_PATH) return { executablePath: env.CHROMIUM_PATH }
  if (existsSync(chromium.executablePath())) return { executablePath: undefined }
  const executablePath = systemChromiums.find(path => existsSync(path)) ?? (await npmChromiumPath())
  return executablePath === undefined ? undefined : { executablePath }
}

/**
 * Returns the launch options of Chromium for every test and script. Root cannot use the sandbox, and Chromium
 * must not make its own network requests.
 */
export function launchOptionsOf(found: { executablePath: string | undefined } | undefined): LaunchOptions {
  return {
    ...(found?.executablePath === undefined ? {} : { executablePath: found.executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ]
  }
}

/**
 * Returns the path of the npm package's Chromium, which is unpacked if needed; undefined if the package is
 * not installed.
 */
async function npmChromiumPath(): Promise<string | undefined> {
  if (!existsSync(join(npmChromium, 'node_modules/@sparticuz/chromium'))) return undefined
  const entry = createRequire(join(npmChromium, 'package.json')).resolve('@sparticuz/chromium')
  const { default: packaged } = await import(pathToFileURL(entry).href)
  return packaged.executablePath()
}
