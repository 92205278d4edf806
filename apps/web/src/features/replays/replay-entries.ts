import type { ReplayFlow, ReplayMode } from '@hookwright/model'
import type { MenuEntry, MenuGroups } from '@hookwright/ui'
import { flowWords } from './format-mode.ts'
import type { ReplayChoicesTold } from './replays-told.ts'

const flows: readonly ReplayFlow[] = ['newest', 'pinned', 'draft']

/**
 * The ways in which something can be replayed, as a menu: on each flow, then the same without side effects. What cannot be
 * chosen says why; as long as nobody knows, everything can, and the server has the last word.
 */
export const replayEntries = (
  choices: ReplayChoicesTold | undefined,
  begin: (mode: ReplayMode) => void
): MenuGroups => {
  const entryOf = (on: ReplayFlow, effects: boolean): MenuEntry => {
    const choice = choices?.on[on]
    const says = choice?.can === true && effects ? `: ${choice.says}` : ''
    const noAnswers = effects ? null : (choices?.noAnswers ?? null)
    const disabled = choice?.can === false ? choice.why : (noAnswers ?? undefined)
    return {
      id: `${on}-${effects}`,
      label: `${flowWords[on]}${effects ? says : ', without side effects'}`,
      disabled,
      run: () => begin({ on, effects })
    }
  }
  return [true, false].map(effects => flows.map(on => entryOf(on, effects)))
}
