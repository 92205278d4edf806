import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Page } from '@playwright/test'
import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { fetchDocuments } from '../../documents/published-documents.ts'
import { findChromium, launchOptionsOf } from '../../find-chromium.ts'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { cookiesOf } from '../canvas/open-page.ts'
import { familyCpuSeconds, machineCpuSeconds } from '../process-figures.ts'
import { becomeAdmin } from '../product/sign-in.ts'
import { type Product, startProduct } from '../product/start-product.ts'
import { withTempFolder } from '../temp-folder.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { documentsFiguresOf, documentsReportOf, type Imported } from './documents-figures.ts'
import { walkImport } from './walk-import.ts'

/** Number of rounds, each with every document. */
const rounds = 3

const watch = new URL('./watch-event-loop.mjs', import.meta.url).href

/**
 * Makes connectors from published OpenAPI documents in a browser. Prints a table with the seconds of each, and for how long the
 * event loop of the server was blocked, with the targets, then one line of JSON.
 *
 * @returns the exit code: 0 when every goal was reached
 */
export async function runDocumentsBench({ say }: { say: (text: string) => void }): Promise<number> {
  if (!(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    say('Fetching the documents.')
    const kept = join(root, 'node_modules/.cache/documents')
    mkdirSync(kept, { recursive: true })
    const documents = Object.entries(fetchDocuments(kept))
    const product = await startProduct({
      folder: join(folder, 'product'),
      port: 0,
      isNew: true,
      nodeFlags: ['--import', watch]
    })
    signals.passTo(product.child)
    const browser = await chromium.launch(launchOptionsOf(await findChromium()))
    try {
      const { cookie } = await becomeAdmin(product.firstAdminLink)
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await context.addCookies(cookiesOf(cookie, product.url))
      const page = await context.newPage()
      await waitForQuiet([product.pid])
      const foreignNow = () => machineCpuSeconds() - familyCpuSeconds()
      const before = { foreign: foreignNow(), at: performance.now() }
      const measured = []
      for (let round = 1; round <= rounds; round += 1) {
        say(`Round ${round} of ${rounds}.`)
        measured.push(await measureRound(page, product, documents))
      }
      const seconds = (performance.now() - before.at) / 1_000
      const foreignCores = Math.max(0, foreignNow() - before.foreign) / seconds
      const figures = documentsFiguresOf({ rounds: measured, foreignCores })
      say(documentsReportOf(figures))
      say(JSON.stringify(figures))
      return figures.reached ? 0 : 1
    } finally {
      await browser.close()
      await product.stop()
    }
  })
}

async function measureRound(page: Page, product: Product, documents: [string, string[]][]) {
  const imported: Imported[] = []
  for (const [name, files] of documents) {
    await blockedSince(product)
    const walked = await walkImport(page, { origin: product.url, files })
    imported.push({ name, ...walked, ...(await blockedSince(product)) })
  }
  return imported
}

/** Returns for how long the event loop of the server was blocked since the last call. */
function blockedSince({ child }: Product): Promise<Pick<Imported, 'delayMs' | 'busyMs'>> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('The server has no output to read.'))
    const lines = createInterface({ input: child.stdout })
    lines.on('line', line => {
      if (!line.startsWith('{"eventLoop"')) return
      lines.close()
      resolve(JSON.parse(line).eventLoop)
    })
    child.kill('SIGUSR2')
  })
}
