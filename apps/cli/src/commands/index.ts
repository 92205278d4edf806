import type { Command } from '../kernel/command.ts'
import { backup, convert, move, restore, rotateKey } from './copies.ts'
import { deploy, replay, rollback } from './deploy.ts'
import { diff } from './diff.ts'
import { doctor } from './doctor.ts'
import { pullFlow, pushFlow } from './flows.ts'
import { importFile } from './import.ts'
import { init } from './init.ts'
import { listen } from './listen.ts'
import { newConnector } from './new-connector.ts'
import { apply, plan } from './plan.ts'
import { start } from './start.ts'
import { test } from './test.ts'
import { pull, push } from './transfers.ts'
import { validate } from './validate.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  start,
  init,
  newConnector,
  pull,
  push,
  pullFlow,
  pushFlow,
  importFile,
  validate,
  test,
  diff,
  plan,
  apply,
  deploy,
  rollback,
  listen,
  replay,
  backup,
  restore,
  convert,
  move,
  rotateKey,
  doctor
]
