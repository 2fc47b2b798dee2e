import { Container, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Brand, Preferences } from "./Header";
import { PageTitle } from "./states";

/** The frame of the pages before the sign-in. */
export function Entrance(props: { title: string; lead: string; children: ReactNode }) {
  return (
    <Container size={420} py="md">
      <Group justify="space-between" mb={{ base: 32, sm: 72 }}>
        <Brand />
        <Group gap={4}>
          <Preferences />
        </Group>
      </Group>
      <Stack component="main" gap="lg">
        <div>
          <PageTitle name={props.title} />
          <Text c="dimmed">{props.lead}</Text>
        </div>
        {props.children}
      </Stack>
    </Container>
  );
}
