import type { CardBodyProps } from './card-view.ts'
import { DefaultBody } from './default-body.tsx'
import { useWorkbench } from './workbench.ts'

/** Draws a card of a deployed event or action, whose dropdowns may load their values from its service. */
export const DeployedBody = (props: CardBodyProps) => {
  const { Choices } = useWorkbench()
  return (
    <Choices card={props.card}>
      <DefaultBody {...props} />
    </Choices>
  )
}
