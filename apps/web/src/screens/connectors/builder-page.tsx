import { holdKeys } from '@hookwright/ui'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Suspense, useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'

/** Frame of the Builder's pages: the table of connectors, or the open connector, both over the full width. */
export const BuilderPage = () => {
  const whyNot = useWhyNotMaker()
  const navigate = useNavigate()
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'connector.new',
          label: 'New connector',
          group: 'Connectors',
          icon: Plus,
          keys: ['C'],
          when: () => whyNot ?? true,
          // What is typed before the page has come is in its search.
          run: () => {
            const release = holdKeys()
            void navigate({ to: '/connectors/new' }).then(
              () => release(),
              () => release('lost')
            )
          }
        }
      ],
      [whyNot, navigate]
    )
  )
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto">
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </div>
  )
}
