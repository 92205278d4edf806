import type { CardBodyProps } from './card-view.ts'
import { DefaultBody } from './default-body.tsx'
import { useWorkbench } from './workbench.ts'

/** Body of a card of a deployed event or action. Its dropdowns may load their values from the service. */
export const DeployedBody = (props: CardBodyProps) => {
  const { Choices } = useWorkbench()
  return (
    <Choices card={props.card}>
      <DefaultBody {...props} />
    </Choices>
  )
}
