CREATE TABLE tasks (
    id           bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title        varchar(200) NOT NULL CHECK (title <> ''),
    description  varchar(4000) NOT NULL DEFAULT '',
    status       varchar(10)  NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'DONE')),
    due_on       date,
    created_at   timestamptz  NOT NULL DEFAULT now(),
    completed_at timestamptz,
    CHECK ((status = 'DONE') = (completed_at IS NOT NULL))
);

CREATE INDEX tasks_by_status ON tasks (status, id);
