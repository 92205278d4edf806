import { spawnSync } from 'node:child_process'

/** `npm run generate -w @hookwright/store -- --name WHAT`: writes the next migration of both stores. */
for (const config of ['drizzle.config.ts', 'drizzle.postgres.config.ts']) {
  const { status } = spawnSync('drizzle-kit', ['generate', `--config=${config}`, ...process.argv.slice(2)], {
    stdio: 'inherit'
  })
  if (status !== 0) process.exit(status ?? 1)
}
