import { parentPort, workerData } from 'node:worker_threads'
import { runCheckpoints } from '@hookwright/store/sqlite'

if (parentPort !== null) runCheckpoints({ port: parentPort, database: String(workerData) })
