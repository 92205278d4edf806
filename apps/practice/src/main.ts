import { readEnv } from './env.ts'
import { startPractice } from './practice.ts'

try {
  const practice = await startPractice(readEnv())
  const stop = () => void practice.close().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const { url, apiKey, chatUrl } = practice
  console.log(JSON.stringify({ practice: { url, apiKey, chatUrl } }))
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown))
  process.exitCode = 1
}
