import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, preview } from 'vite'

const page = fileURLToPath(new URL('./page', import.meta.url))

/**
 * Builds and serves the reference page of the canvas bench.
 *
 * @param folder folder for the built files
 */
export async function startReferencePage(
  folder: string
): Promise<{ urlOf: (given: { cards: number; fields: number }) => string; stop: () => Promise<void> }> {
  const config: InlineConfig = {
    root: page,
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1_000 }
  }
  await build(config)
  const server = await preview({ ...config, preview: { host: '127.0.0.1', port: 0 } })
  const address = server.httpServer.address()
  if (address === null || typeof address === 'string') throw new Error('The reference page has no port.')
  return {
    urlOf: ({ cards, fields }) => `http://127.0.0.1:${address.port}/?cards=${cards}&fields=${fields}`,
    stop: () => server.close()
  }
}
