import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Definition found by the language server. */
export interface Definition {
  file: string
  /** Text of the definition's first line. */
  line: string
}

interface Location {
  uri: string
  range: { start: { line: number } }
}

/**
 * Starts the TypeScript language server for a repository, and connects to it by LSP over its standard
 * streams.
 */
export const openLanguageServer = async (root: string) => {
  const server = spawn(join(root, 'node_modules/.bin/tsc'), ['--lsp', '--stdio'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'ignore']
  })
  const waiting = new Map<number, (result: unknown) => void>()
  const opened = new Set<string>()
  let received = Buffer.alloc(0)
  let asked = 0

  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  const ask = <Result>(method: string, params: object): Promise<Result> =>
    new Promise(resolve => {
      waiting.set(++asked, result => resolve(result as Result))
      send({ id: asked, method, params })
    })

  const take = (message: { id?: number; method?: string; result?: unknown }): void => {
    if (message.id === undefined) return
    // The server asks to watch files and for settings; it needs neither here.
    if (message.method !== undefined) send({ id: message.id, result: null })
    else waiting.get(message.id)?.(message.result)
  }

  server.stdout.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    for (;;) {
      const end = received.indexOf('\r\n\r\n')
      const length = Number(
        /Content-Length: (\d+)/.exec(received.toString('latin1', 0, Math.max(0, end)))?.[1]
      )
      if (end < 0 || received.length < end + 4 + length) return
      take(JSON.parse(received.toString('utf8', end + 4, end + 4 + length)))
      received = received.subarray(end + 4 + length)
    }
  })

  const uriOf = (file: string): string => pathToFileURL(join(root, file)).href

  await ask('initialize', {
    processId: process.pid,
    rootUri: uriOf('.'),
    capabilities: { textDocument: { definition: { linkSupport: false } } }
  })
  send({ method: 'initialized', params: {} })

  return {
    /** Returns the definitions of the symbol at an offset of a file, or the implementations of an interface. */
    find: async (
      of: 'definition' | 'implementation',
      file: string,
      offset: number
    ): Promise<Definition[]> => {
      const text = readFileSync(join(root, file), 'utf8')
      const uri = uriOf(file)
      const languageId = file.endsWith('x') ? 'typescriptreact' : 'typescript'
      if (!opened.has(uri))
        send({
          method: 'textDocument/didOpen',
          params: { textDocument: { uri, languageId, version: 1, text } }
        })
      opened.add(uri)
      const before = text.slice(0, offset).split('\n')
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
      const found = await ask<Location | Location[] | null>(`textDocument/${of}`, {
        textDocument: { uri },
        position
      })
      return [found ?? []].flat().map(({ uri: target, range }) => {
        const path = fileURLToPath(target)
        const line = readFileSync(path, 'utf8').split('\n')[range.start.line] ?? ''
        return { file: relative(root, path), line: line.trim() }
      })
    },
    close: (): void => {
      server.kill()
    }
  }
}
