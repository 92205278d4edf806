import { shownFlowName } from '@hookwright/model'
import { useNavigate } from '@tanstack/react-router'
import { Workflow } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { useFlowNames } from '../../kit/api/use-flow-names.ts'

/** Adds palette entries for every user's flow that the person may see. */
export const useFlowActions = (): void => {
  const navigate = useNavigate()
  const flows = useFlowNames()
  const actions = useMemo(
    (): Action[] =>
      (flows ?? []).map(({ id, name, description }) => ({
        id: `user-flow.open.${id}`,
        label: shownFlowName(name),
        group: 'Flows',
        kind: 'flow',
        icon: Workflow,
        words: description,
        run: () => void navigate({ to: '/flows/$flowId', params: { flowId: id } })
      })),
    [flows, navigate]
  )
  useActions(actions)
}
