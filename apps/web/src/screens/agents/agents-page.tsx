import { Button, Dialog, Notice } from '@hookwright/ui'
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { PageFrame } from '../../kit/page/page-frame.tsx'
import { EmptySection, PagePart } from '../../kit/page/page-part.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { ApprovalList } from './approval-list.tsx'
import { CallList } from './call-list.tsx'
import { ClientList } from './client-list.tsx'
import { ConnectLine } from './connect-line.tsx'
import type { ExposeChoice } from './expose-form.tsx'
import { SubscriptionList } from './subscription-list.tsx'
import { ToolList } from './tool-list.tsx'

/** Form to expose an action. It is loaded when opened, since it needs the code of the cards. */
const ExposeForm = lazy(async () => ({ default: (await import('./expose-form.tsx')).ExposeForm }))

/** Maximum number of calls shown. The history of the tools' flows has all calls. */
const MOST_CALLS = 20

/** Section of the page that renders the rows of a query once they are loaded. */
const Part = <Row,>({
  id,
  title,
  query,
  select,
  empty,
  children
}: {
  id: string
  title: string
  query: UseQueryResult<Row, unknown>
  /** Returns the number of rows. */
  select: (data: Row) => number
  /** Content for a section without rows; null hides the section. */
  empty: ReactNode
  children: (data: Row) => ReactNode
}) => {
  const { data, error } = query
  const count = data === undefined ? 0 : select(data)
  if (data !== undefined && count === 0 && empty === null) return null
  if (data === undefined && error === null && empty === null) return null
  return (
    <PagePart id={id} title={title} count={count}>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Notice tone="err">{faultOf(error).message}</Notice>
        )
      ) : count === 0 ? (
        empty
      ) : (
        children(data)
      )}
    </PagePart>
  )
}

const count = (rows: readonly unknown[]): number => rows.length

/**
 * Sections with the tools that the person exposes to agents, and with the tool calls that wait for the
 * person's decision.
 */
const OwnTools = ({ exposeButton }: { exposeButton: ReactNode }) => {
  const trpc = useTrpc()
  const approvals = useQuery(trpc.agents.approvals.queryOptions())
  const tools = useQuery(trpc.agents.tools.queryOptions())
  return (
    <>
      <Part id="approvals" title="Waiting for approval" query={approvals} select={count} empty={null}>
        {rows => <ApprovalList approvals={rows} />}
      </Part>
      <Part
        id="tools"
        title="Tools"
        query={tools}
        select={count}
        empty={
          <EmptySection title="No tools yet" action={exposeButton}>
            Expose an action of a connector so that your agents can call it.
          </EmptySection>
        }
      >
        {rows => <ToolList tools={rows} />}
      </Part>
    </>
  )
}

const Calls = () => {
  const calls = useQuery(useTrpc().agents.calls.queryOptions({ limit: MOST_CALLS }))
  return (
    <Part id="calls" title="Latest calls" query={calls} select={count} empty={null}>
      {rows => <CallList calls={rows} />}
    </Part>
  )
}

/** Sections with the clients that have access, and their subscriptions. */
const Clients = () => {
  const trpc = useTrpc()
  const clients = useQuery(trpc.agents.clients.queryOptions())
  const subscriptions = useQuery(trpc.agents.subscriptions.queryOptions())
  return (
    <>
      <Part
        id="clients"
        title="Clients"
        query={clients}
        select={({ clients: rows }) => rows.length}
        empty={null}
      >
        {({ clients: rows }) => <ClientList clients={rows} />}
      </Part>
      <Part id="subscriptions" title="Event subscriptions" query={subscriptions} select={count} empty={null}>
        {rows => <SubscriptionList subscriptions={rows} />}
      </Part>
    </>
  )
}

/**
 * Page of the agents that act for the person: their tools, their calls, and calls that wait for a decision.
 */
export const AgentsPage = () => {
  usePageTitle('Agents')
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  // A viewer may not run flows, and so has no tools.
  const hasTools = usePerson().role !== 'viewer'
  const [isExposing, setIsExposing] = useState(false)
  const expose = useMutation(
    trpc.agents.expose.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.agents.pathKey() })
    })
  )
  const add = async (choice: ExposeChoice): Promise<void> => {
    const { name } = await expose.mutateAsync(choice)
    setIsExposing(false)
    notifier.done(`The action is now the tool ${name}.`)
  }
  const { data: tools } = useQuery({ ...trpc.agents.tools.queryOptions(), enabled: hasTools })
  const exposeButton = (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" strokeWidth={1.75} />}
      onClick={() => setIsExposing(true)}
    >
      Expose action
    </Button>
  )
  return (
    // Without tools the button stands where they will be.
    <PageFrame title="Agents" actions={hasTools && tools?.length !== 0 && exposeButton}>
      <div className="flex flex-col gap-8">
        <PagePart id="mcp-server" title="MCP server">
          <ConnectLine />
        </PagePart>
        {hasTools && <OwnTools exposeButton={exposeButton} />}
        <Clients />
        {hasTools && <Calls />}
      </div>
      <Dialog open={isExposing} onOpenChange={setIsExposing} title="Expose an action to agents">
        {isExposing && (
          <Suspense fallback={<Loading />}>
            <ExposeForm onSubmit={add} onDone={() => setIsExposing(false)} />
          </Suspense>
        )}
      </Dialog>
    </PageFrame>
  )
}
