import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { binOf } from '../commands/bins.mjs'
import { npmCommand } from '../commands/npm-command.mjs'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import type { Harness } from '../harness/harness.ts'
import { fetchNode, newestLts, nodeFolder } from '../package/fetch-node.ts'

/** MCP client of the AI SDK. It is not a dependency, since it needs a newer Node than this project. */
const CLIENT = '@ai-sdk/mcp@2.0.99'

/** Downloads the client from npm, unless it is present. Returns its folder; null if the download failed. */
const fetchClient = async (say: Harness['say']): Promise<string | null> => {
  const folder = join(root, 'node_modules', '.cache', 'hookwright', CLIENT.replace(/[@/]/g, '-'))
  if (existsSync(join(folder, 'node_modules', '@ai-sdk', 'mcp'))) return folder
  mkdirSync(folder, { recursive: true })
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--force', '--prefix', folder]
  const { code, output } = await runCommand({ ...npmCommand([...install, CLIENT]), cwd: folder })
  if (code === 0) return folder
  say(`${CLIENT} could not be fetched from npm: ${output.trim()}`)
  return null
}

/**
 * Long test of events for agents: with killed processes, under load, and with a third-party client. Run by
 * `npm run test:long -- --only mcp-events`.
 */
export async function run({ say }: Harness) {
  const folder = (await fetchNode(newestLts)) ? await fetchClient(say) : null
  if (folder === null) return 1
  const args = ['run', '--root=apps/server', '--config=vitest.long.config.ts', '--mode=agent-events']
  const env = {
    ...process.env,
    HOOKWRIGHT_AI_SDK: JSON.stringify({ node: join(nodeFolder(newestLts), 'bin', 'node'), folder })
  }
  return (await runCommand({ ...binOf(root, 'vitest', args), env, aloud: true })).code
}
