import {
  Background,
  Controls,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  useEdgesState,
  useNodesState
} from '@xyflow/react'
import { memo } from 'react'
import { createRoot } from 'react-dom/client'
import './page.css'

/**
 * Reference page: the minimal way to draw a flow. It has as many cards and fields as the product's flow. Each
 * card has a title and lines of text, and edges connect the cards. Only visible cards are mounted. The page
 * calls no server and edits nothing.
 */
const params = new URLSearchParams(location.search)
const cards = Number(params.get('cards'))
const fields = Array.from({ length: Number(params.get('fields')) }, (_, index) => `Field ${index + 1}`)

const size = { width: 280, height: 420, gap: 56 }

type CardNode = Node<{ title: string }, 'card'>

const Card = memo(({ data }: NodeProps<CardNode>) => (
  <div className="card">
    <Handle type="target" position={Position.Left} />
    <b>{data.title}</b>
    {fields.map(field => (
      <p key={field}>{field}</p>
    ))}
    <Handle type="source" position={Position.Right} />
  </div>
))

const nodeTypes = { card: Card }

const firstNodes = Array.from(
  { length: cards },
  (_, index): CardNode => ({
    id: `card${index}`,
    type: 'card',
    position: { x: index * (size.width + size.gap), y: 0 },
    width: size.width,
    height: size.height,
    data: { title: `Card ${index}` }
  })
)

const firstEdges = Array.from(
  { length: cards - 1 },
  (_, index): Edge => ({ id: `edge${index}`, source: `card${index}`, target: `card${index + 1}` })
)

const Page = () => {
  const [nodes, , onNodesChange] = useNodesState(firstNodes)
  const [edges, , onEdgesChange] = useEdgesState(firstEdges)
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onlyRenderVisibleElements
      defaultViewport={{ x: 48, y: 160, zoom: 1 }}
    >
      <Background />
      <Controls />
    </ReactFlow>
  )
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element #root to draw into.')
createRoot(root).render(<Page />)
