import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

/**
 * Vite plugin that replaces `import.meta.url` with the URL of the source file. Bundled code then finds the
 * files next to its source.
 */
const keepPlaces: Plugin = {
  name: 'keep-places',
  transform: (code, id) =>
    id.includes('/node_modules/') || !code.includes('import.meta.url')
      ? null
      : { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)), map: null }
}

/**
 * Bundles a TypeScript file and its imports into one script for `startBundle`. Bundling takes as long as one
 * start from source, but a bundled script starts much faster.
 */
export const bundle = async (file: URL): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [keepPlaces],
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: file.pathname,
      target: 'node20',
      write: false,
      rolldownOptions: { output: { codeSplitting: false } }
    }
  })
  const [script] = outputsOf(built)
  if (script?.type !== 'chunk') throw new Error(`${file.pathname} gave no script.`)
  return script.code
}

const outputsOf = (built: Awaited<ReturnType<typeof build>>): Rolldown.RolldownOutput['output'][number][] => {
  if (Array.isArray(built)) return built.flatMap(({ output }) => output)
  return 'output' in built ? built.output : []
}

// Started as a process of its own, by tests of other apps, it writes the bundles of TypeScript files into a folder.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = '', ...files] = process.argv.slice(2)
  for (const [at, file] of files.entries()) {
    writeFileSync(join(folder, `${at}.js`), await bundle(pathToFileURL(file)))
  }
}
