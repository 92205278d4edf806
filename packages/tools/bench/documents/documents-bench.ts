import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from '@playwright/test'
import { root } from '../../commands/root.mjs'
import { fetchDocuments } from '../../documents/published-documents.ts'
import { openWindow, withBrowser } from '../browser.ts'
import { defineBench } from '../define-bench.ts'
import { watchForeignCores } from '../process-figures.ts'
import type { Product } from '../product/start-product.ts'
import { withProduct } from '../product/with-product.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { documentsFiguresOf, documentsReportOf, type Imported, type Round } from './documents-figures.ts'
import { walkImport } from './walk-import.ts'

/** Number of rounds. Each imports every document. */
const rounds = 3

const watch = new URL('./watch-event-loop.mjs', import.meta.url).href

/**
 * Creates connectors from published OpenAPI documents in a browser. Measures the duration of each import, and
 * how long it blocks the server's event loop.
 */
export const bench = defineBench({
  measure: async harness => {
    harness.say('Fetching the documents.')
    const kept = join(root, 'node_modules/.cache/documents')
    mkdirSync(kept, { recursive: true })
    const documents = Object.entries(fetchDocuments(kept))
    const measured: Round[] = []
    await withProduct(
      harness,
      ({ product, cookie }) =>
        withBrowser(async browser => {
          const context = await openWindow(browser, { url: product.url, cookie })
          const page = await context.newPage()
          for (let round = 1; round <= rounds; round += 1) {
            harness.say(`Round ${round} of ${rounds}.`)
            await waitForQuiet([product.pid])
            const foreign = watchForeignCores()
            const imported = await importAll(page, product, documents)
            measured.push({ imported, foreignCores: foreign() })
          }
        }),
      { nodeFlags: ['--import', watch] }
    )
    return documentsFiguresOf(measured)
  },
  report: documentsReportOf
})

/** Creates a connector for each service, from the service's OpenAPI documents. */
async function importAll(
  page: Page,
  product: Product,
  documents: [name: string, files: string[]][]
): Promise<Imported[]> {
  const imported: Imported[] = []
  for (const [name, files] of documents) {
    await blockedSince(product)
    const walked = await walkImport(page, { origin: product.url, files })
    imported.push({ name, ...walked, ...(await blockedSince(product)) })
  }
  return imported
}

/** Returns how long the server's event loop was blocked since the last call, in milliseconds. */
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
