import { evidenceTable } from './gallery/evidence-table.ts'

/* Prints what the ready connectors were run against: `npm run evidence -w @hookwright/connectors`. */
process.stdout.write(`${evidenceTable()}\n`)
