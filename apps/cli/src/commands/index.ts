import type { Command } from '../kernel/command.ts'
import { backup, restore } from './copies.ts'
import { doctor } from './doctor.ts'
import { init } from './init.ts'
import { newConnector } from './new-connector.ts'
import { start } from './start.ts'
import { validate } from './validate.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [start, init, newConnector, validate, backup, restore, doctor]
