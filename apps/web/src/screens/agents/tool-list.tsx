import { AlertDialog, Badge, Button, Switch } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useSay } from '../../kit/page/use-say.ts'
import type { ExposedTool } from './api-types.ts'

const effects = { reads: 'Only reads', adds: 'Only adds', changes: 'Changes or deletes' } as const

const Row = ({
  tool,
  onAsk,
  onHide
}: {
  tool: ExposedTool
  onAsk: (asksFirst: boolean) => void
  onHide: () => void
}) => {
  const { name, flowId, connectorName, actionName, connectionName, effect, isOn } = tool
  const title = `${connectorName}: ${actionName}`
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="flex min-w-0 grow basis-60 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            to="/flows/$flowId"
            params={{ flowId }}
            className="rounded-xs text-label text-ink wrap-anywhere hover:underline"
          >
            {title}
          </Link>
          {!isOn && <Badge tone="warn">Off</Badge>}
        </span>
        <span className="text-small wrap-anywhere text-ink-3">
          <span className="font-code">{name}</span>
          {connectionName !== null && ` · ${connectionName}`}
          {effect !== null && ` · ${effects[effect]}`}
        </span>
      </div>
      <span className="ml-auto flex shrink-0 items-center gap-4">
        <Switch label="Ask me first" checked={tool.asksFirst} onCheckedChange={onAsk} />
        <Button size="card" aria-label={`Hide ${title}`} onClick={onHide}>
          Hide
        </Button>
      </span>
    </li>
  )
}

/** Tools that the person exposes to their agents. */
export const ToolList = ({ tools }: { tools: readonly ExposedTool[] }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const say = useSay()
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.agents.pathKey() })
  const setApproval = useMutation(trpc.agents.setApproval.mutationOptions({ onSettled }))
  const hide = useMutation(trpc.agents.hide.mutationOptions({ onSettled }))
  const [hidden, setHidden] = useState<ExposedTool | null>(null)
  const end = async ({ id: toolId, actionName }: ExposedTool): Promise<void> => {
    await hide.mutateAsync({ toolId })
    setHidden(null)
    say.done(`“${actionName}” is no longer a tool.`)
  }
  return (
    <>
      <ul aria-label="Tools" className="m-0 flex list-none flex-col p-0">
        {tools.map(tool => (
          <Row
            key={tool.id}
            tool={tool}
            onAsk={asksFirst => say.ifFails(setApproval.mutateAsync({ toolId: tool.id, asksFirst }))}
            onHide={() => setHidden(tool)}
          />
        ))}
      </ul>
      <AlertDialog
        open={hidden !== null}
        onOpenChange={() => setHidden(null)}
        title={`Hide “${hidden?.actionName ?? ''}”?`}
        confirm="Hide"
        busy={hide.isPending}
        onConfirm={() => hidden !== null && say.ifFails(end(hidden))}
      >
        Agents can no longer call it, and calls that wait for approval end. Its flow is turned off; the
        history stays.
      </AlertDialog>
    </>
  )
}
