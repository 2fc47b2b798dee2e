import { Alert, List } from "@mantine/core";
import { ApiError } from "../../../api/errors";
import { useErrorText } from "../../../i18n/useErrorText";

/** Why the server refused, with every fault it named. */
export function FormFault({ error }: { error: Error | null }) {
  const errorText = useErrorText();
  if (!error) return null;
  const problems = error instanceof ApiError ? error.problems : [];
  return (
    <Alert color="red" role="alert" title={errorText(error)}>
      {problems.length > 0 && (
        <List size="sm">
          {[...new Set(problems.map((problem) => problem.message))].map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
