/** Who works on a project, and in which role. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserCheck, UserPlus, Users, UserX } from "lucide-react";
import { useState } from "react";
import { changeMember, membersQuery } from "@/api/members";
import { useSession } from "@/api/session";
import type { Member, Role } from "@/api/types";
import { m } from "@/i18n";
import { formatDate } from "@/i18n/format";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, InlineError, Panel } from "@/ui/Panel";
import { Select } from "@/ui/Select";
import { SkeletonList } from "@/ui/Skeleton";
import { type Column, Table } from "@/ui/Table";
import { toast } from "@/ui/toast";
import { AddMemberDialog } from "./AddMemberDialog";
import { roleChoices } from "./roles";

export const MembersPage = () => (
  <RoleGate least="manager">
    <Members />
  </RoleGate>
);

const Members = () => {
  const project = useProject();
  const [isAdding, setAdding] = useState(false);
  const members = useQuery(membersQuery(project));
  const add = (
    <Button look="primary" icon={UserPlus} onPress={() => setAdding(true)}>
      {m.member_add()}
    </Button>
  );
  return (
    <Page title={m.members_title()} lead={m.members_lead()} actions={add}>
      <Panel>
        {members.isPending && <SkeletonList className="flex flex-col gap-2 p-4" />}
        {members.isError && (
          <ErrorPanel error={members.error} onRetry={() => void members.refetch()} />
        )}
        {members.data?.length === 0 && (
          <EmptyState
            icon={Users}
            title={m.members_empty()}
            text={m.members_empty_text()}
            action={add}
          />
        )}
        {members.data && members.data.length > 0 && (
          <MemberTable project={project} rows={members.data} />
        )}
      </Panel>
      <AddMemberDialog project={project} isOpen={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
};

interface MemberTableProps {
  readonly project: string;
  readonly rows: readonly Member[];
}

const MemberTable = ({ project, rows }: MemberTableProps) => {
  const queries = useQueryClient();
  const me = useSession().user?.username;
  const change = useMutation({
    mutationFn: ({ id, ...rest }: { id: number; role?: Role; active?: boolean }) =>
      changeMember(id, rest),
    onSuccess: async () => {
      toast("done", m.saved());
      await queries.invalidateQueries({ queryKey: membersQuery(project).queryKey });
    },
  });
  const columns: readonly Column<Member>[] = [
    {
      key: "name",
      title: m.member_name(),
      cell: (member) => (
        <span className="flex items-center gap-2 font-medium">
          {member.username}
          {member.username === me && <Badge>{m.member_you()}</Badge>}
          {!member.active && (
            <Badge icon={UserX} tone="warn">
              {m.member_inactive()}
            </Badge>
          )}
        </span>
      ),
    },
    {
      key: "role",
      title: m.member_role(),
      cell: (member) => (
        <Select
          label={m.member_role_of({ name: member.username })}
          isLabelHidden
          size="dense"
          className="w-36"
          choices={roleChoices()}
          value={member.role}
          isDisabled={!member.active || member.username === me}
          onChange={(role) => change.mutate({ id: member.id, role })}
        />
      ),
    },
    {
      key: "pseudonym",
      title: m.member_pseudonym(),
      className: "font-mono text-12 text-muted",
      cell: (member) => member.pseudonym,
    },
    {
      key: "since",
      title: m.member_since(),
      className: "text-muted whitespace-nowrap",
      cell: (member) => formatDate(member.created_at),
    },
    {
      key: "actions",
      title: m.actions(),
      isTitleHidden: true,
      align: "end",
      cell: (member) =>
        member.username === me ? null : (
          <Button
            size="dense"
            icon={member.active ? UserX : UserCheck}
            aria-label={
              member.active
                ? m.member_deactivate_name({ name: member.username })
                : m.member_activate_name({ name: member.username })
            }
            onPress={() => change.mutate({ id: member.id, active: !member.active })}
          >
            {member.active ? m.member_deactivate() : m.member_activate()}
          </Button>
        ),
    },
  ];
  return (
    <>
      {change.error && (
        <div className="p-4 pb-0">
          <InlineError error={change.error} />
        </div>
      )}
      <Table label={m.members_title()} columns={columns} rows={rows} rowKey={({ id }) => id} />
      <p className="border-t border-line px-4 py-3 text-12 text-muted">{m.members_note()}</p>
    </>
  );
};
