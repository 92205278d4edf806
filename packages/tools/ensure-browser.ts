import { chromium } from '@playwright/test'
import { aptInstall } from './commands/apt-install.mjs'
import { binOf } from './commands/bins.mjs'
import { npmCommand } from './commands/npm-command.mjs'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'
import { findChromium, launchOptionsOf, npmChromium } from './find-chromium.ts'

/**
 * Source of Chromium. `fetch` downloads it and returns the reason of a failure, or undefined. Chromium is
 * then started to see whether it works.
 */
interface Source {
  name: string
  fetch: () => Promise<string | undefined>
}

/** Timeout of a download, in milliseconds. After it, the next source is tried. */
const withinMs = 10 * 60_000

const sources: Source[] = [
  { name: "Playwright's own download", fetch: fetchFromPlaywright },
  { name: 'the npm package @sparticuz/chromium', fetch: fetchFromNpm },
  { name: 'apt-get install chromium', fetch: () => aptInstall('chromium') }
]

export const main = async () => ((await ensureBrowser()) ? 0 : 1)

/** Ensures that a Chromium can be started, and downloads one if necessary. Returns false if that fails. */
export async function ensureBrowser() {
  let fault = await faultOfLaunching()
  if (fault !== undefined && process.env.CHROMIUM_PATH) {
    console.log(
      `CHROMIUM_PATH does not lead to a Chromium that starts (${fault}). Correct it or leave it out.`
    )
    return false
  }
  for (const { name, fetch } of sources) {
    if (fault === undefined) return true
    console.log(`No Chromium starts yet (${fault}); trying ${name}.`)
    fault = (await fetch()) ?? (await faultOfLaunching())
  }
  if (fault === undefined) return true
  console.log(
    `No Chromium could be had for the browser tests; the last try said: ${fault}. ` +
      'Install Chromium or Chrome, or set CHROMIUM_PATH to the one to use, and run the command again.'
  )
  return false
}

/**
 * Tries to start a Chromium and open a page.
 *
 * @returns the error; undefined on success
 */
async function faultOfLaunching(): Promise<string | undefined> {
  const found = await findChromium()
  if (found === undefined) return 'none was found'
  try {
    const browser = await chromium.launch(launchOptionsOf(found))
    await browser.newPage()
    await browser.close()
    return undefined
  } catch (fault) {
    return errorOf(fault instanceof Error ? fault.message : String(fault))
  }
}

async function fetchFromPlaywright() {
  const { code, output } = await runCommand({
    ...binOf(root, 'playwright', ['install', 'chromium']),
    withinMs
  })
  return code === 0 ? undefined : errorOf(output)
}

async function fetchFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'that package is for Linux on x64 only'
  const npm = npmCommand([
    'install',
    `--prefix=${npmChromium}`,
    '--no-save',
    '--no-package-lock',
    '@sparticuz/chromium@153.0.0'
  ])
  const { code, output } = await runCommand({ ...npm, cwd: root, withinMs })
  return code === 0 ? undefined : errorOf(output)
}

/** Returns the line of the output that states the error. */
function errorOf(text: string) {
  const lines = text.trim().split('\n')
  return lines.find(line => /error|fail/i.test(line)) ?? lines[0] ?? text
}
