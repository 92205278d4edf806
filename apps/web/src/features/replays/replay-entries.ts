import type { AppRouter } from '@hookwright/api'
import type { ReplayFlow, ReplayMode } from '@hookwright/model'
import type { MenuEntry, MenuGroups } from '@hookwright/ui'
import type { inferRouterOutputs } from '@trpc/server'
import { replayFlowLabels } from './format-mode.ts'

/** Available modes for replaying a run, with the reasons why others are not available. */
export type ReplayChoices = inferRouterOutputs<AppRouter>['runs']['replayChoices']

const flows: readonly ReplayFlow[] = ['newest', 'pinned', 'draft']

/**
 * Returns the modes of a replay as a menu, with and without side effects.
 * Disabled modes state the reason. Until the choices are loaded all modes are enabled, and the server decides.
 */
export const replayEntries = (
  choices: ReplayChoices | undefined,
  begin: (mode: ReplayMode) => void
): MenuGroups => {
  const entryOf = (on: ReplayFlow, effects: boolean): MenuEntry => {
    const choice = choices?.on[on]
    const says = choice?.can === true && effects ? `: ${choice.says}` : ''
    const noAnswers = effects ? null : (choices?.noAnswers ?? null)
    const disabled = choice?.can === false ? choice.why : (noAnswers ?? undefined)
    return {
      id: `${on}-${effects}`,
      label: `${replayFlowLabels[on]}${effects ? says : ', without side effects'}`,
      disabled,
      run: () => begin({ on, effects })
    }
  }
  return [true, false].map(effects => flows.map(on => entryOf(on, effects)))
}
