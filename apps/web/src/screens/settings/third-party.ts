/** Main third-party components of the web app and the server, with their licences. */
export const thirdParty: readonly { name: string; licence: string }[] = [
  { name: 'React, React Flow, Base UI, TanStack', licence: 'MIT' },
  { name: 'Tailwind CSS, tRPC, Express, Zod', licence: 'MIT' },
  { name: 'better-sqlite3, Drizzle', licence: 'MIT, Apache 2.0' },
  { name: 'SQLite', licence: 'Public domain' },
  { name: 'OpenTelemetry, prom-client', licence: 'Apache 2.0' },
  { name: 'Lucide icons', licence: 'ISC' },
  { name: 'Simple Icons', licence: 'CC0 1.0' },
  { name: 'Inter, JetBrains Mono', licence: 'SIL Open Font License 1.1' }
]
