import type { Command } from '../kernel/command.ts'
import { backup, restore } from './copies.ts'
import { doctor } from './doctor.ts'
import { init } from './init.ts'
import { start } from './start.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [start, init, backup, restore, doctor]
