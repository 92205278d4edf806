import { parentPort, workerData } from 'node:worker_threads'
import { reportDamage } from '@hookwright/store/sqlite'

if (parentPort !== null) reportDamage({ port: parentPort, database: String(workerData) })
